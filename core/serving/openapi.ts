import { z } from 'zod';
import type { ModelManifest } from '../models/index.ts';
import { ErrorReply, PredictReply } from '../shared/index.ts';
import { HealthReply } from './health-route.ts';
import { InvalidBodyReply } from './invalid-body.ts';
import { PredictRequest } from './predict-body.ts';
import { PICTURE_TYPES } from './predict-route.ts';

/** Of the HTTP interface, not of the model: as the tutorial's service calls itself. */
const API_VERSION = '1.0.0';

const schemaOf = (schema: z.ZodType) => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema);
  return rest;
};
const json = (name: string) => ({ 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } });
const failure = (description: string, name = 'ErrorReply') => ({ description, content: json(name) });

/** The service described in OpenAPI 3.1, its schemas taken from those that check the traffic. */
export function createOpenApi({ title, description, labels }: ModelManifest, needsKey: boolean) {
  return {
    openapi: '3.1.0',
    info: { title, version: API_VERSION, description },
    ...(needsKey ? { security: [{ bearer: [] }, { apiKey: [] }] } : {}),
    paths: {
      '/predict': {
        post: {
          operationId: 'predict',
          tags: ['Prediction'],
          summary: 'Classify a picture',
          description: `Send a JPEG, PNG or WebP as base64 in JSON, as the body itself, or as a file of a form. The answer is one of: ${labels.join(', ')}.`,
          parameters: [
            {
              name: 'top',
              in: 'query',
              required: false,
              description: 'Also list this many classes with their probabilities, most probable first.',
              schema: { type: 'integer', minimum: 1, maximum: 9999 },
            },
          ],
          requestBody: {
            required: true,
            content: {
              ...json('PredictRequest'),
              ...Object.fromEntries(
                PICTURE_TYPES.map((type) => [type, { schema: { type: 'string', format: 'binary' } }]),
              ),
              'multipart/form-data': {
                schema: {
                  type: 'object',
                  required: ['file'],
                  properties: { file: { type: 'string', format: 'binary' } },
                },
              },
            },
          },
          responses: {
            200: { description: 'The likeliest class and its probability', content: json('PredictReply') },
            400: failure('The field "image" is not base64', 'InvalidBodyReply'),
            ...(needsKey ? { 401: failure('The API key is missing or wrong') } : {}),
            413: failure('The body has too many bytes, or the picture too many pixels'),
            415: failure('The content type is none of those above'),
            422: failure('The body is not as expected, or holds no picture', 'InvalidBodyReply'),
            500: failure('The model failed'),
            503: failure('Too many requests are waiting; try again after the time in Retry-After'),
          },
        },
      },
      '/metrics': {
        get: {
          operationId: 'metrics',
          tags: ['Operation'],
          summary: 'Metrics for Prometheus',
          responses: {
            200: { description: 'Text exposition format', content: { 'text/plain': { schema: { type: 'string' } } } },
          },
        },
      },
      '/health': {
        get: {
          operationId: 'health',
          tags: ['Operation'],
          summary: 'Is it alive, and ready to predict',
          security: [],
          responses: {
            200: { description: 'Ready', content: json('HealthReply') },
            503: { description: 'Alive, but the model is not loaded', content: json('HealthReply') },
          },
        },
      },
    },
    components: {
      schemas: {
        PredictRequest: schemaOf(PredictRequest),
        PredictReply: schemaOf(PredictReply),
        HealthReply: schemaOf(HealthReply),
        ErrorReply: schemaOf(ErrorReply),
        InvalidBodyReply: schemaOf(InvalidBodyReply),
      },
      ...(needsKey
        ? {
            securitySchemes: {
              bearer: { type: 'http', scheme: 'bearer' },
              apiKey: { type: 'apiKey', in: 'header', name: 'X-API-Key' },
            },
          }
        : {}),
    },
  };
}
