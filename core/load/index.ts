export { encodePicture } from './requests.ts';
