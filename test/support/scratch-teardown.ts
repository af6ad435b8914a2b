import { closeScratchRoot } from '../../lab/scratch/root';

export default closeScratchRoot;
