import type { WorkerDeploymentOptions } from '@temporalio/worker';

const NAME = 'STACKLEAP_DEPLOYMENT';
const BUILD = 'STACKLEAP_BUILD';

/**
 * As what version of which deployment a worker serves: a run then ends on the build that it has begun on, its children with it. Undefined
 * where neither STACKLEAP_DEPLOYMENT nor STACKLEAP_BUILD is set; fails where one of them is not, or has a character that Temporal refuses.
 */
export function deploymentOptions(env: NodeJS.ProcessEnv): WorkerDeploymentOptions | undefined {
  const { [NAME]: deploymentName = '', [BUILD]: buildId = '' } = env;
  if (deploymentName === '' && buildId === '') return undefined;
  const unset = deploymentName === '' ? NAME : buildId === '' ? BUILD : undefined;
  if (unset !== undefined) throw new Error(`${unset} is not set: give both ${NAME} and ${BUILD}, or neither.`);
  if (/[.:\s]/.test(deploymentName)) throw new Error(`${NAME} "${deploymentName}" has a dot, a colon or a space.`);
  if (/\s/.test(buildId)) throw new Error(`${BUILD} "${buildId}" has a space.`);
  return {
    version: { deploymentName, buildId },
    useWorkerVersioning: true,
    defaultVersioningBehavior: 'PINNED',
  };
}
