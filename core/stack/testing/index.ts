export { imagesProblem, importStackImages, testImages } from './stack-images.ts';
export { daemonProblem, startTestDaemon, type TestDaemon } from './test-daemon.ts';
