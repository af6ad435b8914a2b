/** The page's look: readable on paper and on a screen, nothing loaded from elsewhere. */
export const STYLE = `
body { font: 15px/1.5 system-ui, sans-serif; color: #1d2026; background: #f6f6f4; margin: 0; }
main { max-width: 60rem; margin: 2rem auto; padding: 2rem 2.5rem; background: #fff; border: 1px solid #e3e3df; }
h1 { font-size: 1.6rem; margin: 0; }
h2 { font-size: 1.05rem; margin: 2.2rem 0 .6rem; }
.run { color: #6b7078; margin: .2rem 0 1rem; }
.good { color: #2c6a4c; }
.bad { color: #b3372f; font-weight: 600; }
.error { white-space: pre-wrap; background: #fbeceb; padding: 1rem; }
.figures { display: flex; flex-wrap: wrap; gap: 2rem; list-style: none; padding: 1rem 0 0; margin: 0; color: #4c5058; }
.figures b { display: block; font-size: 1.35rem; color: #1d2026; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: .28rem .8rem .28rem 0; border-bottom: 1px solid #ecece8; overflow-wrap: anywhere; min-width: 5em; }
th { font-weight: 600; color: #4c5058; }
thead th { overflow-wrap: normal; }
tbody th { font-weight: normal; color: inherit; }
details { margin: .3rem 0; }
details pre { margin: .3rem 0 .8rem 1.2rem; white-space: pre-wrap; overflow-wrap: anywhere; font-size: .85rem; }
figure { margin: 1rem 0; }
figure svg { max-width: 100%; height: auto; }
`;
