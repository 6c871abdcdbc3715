import Fastify from 'fastify';
import { acknowledgePath } from '../../../src/links/message-link.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commandSchema, commandTypes } from '../../../machines/events.ts';
import { findingToOpenSchema } from '../../../src/engine/finding-to-open.ts';
import { eventBodySchema, openBodySchema } from '../../../src/http/request-schemas.ts';
import {
  documentOf,
  expectDocumented,
  readSchema,
  type OpenapiDocument,
  type Operation,
} from './documented.ts';
import { openApp, type OpenApp } from './open-app.ts';

let open: OpenApp;
let document: OpenapiDocument;
let operations: [string, Operation][];

beforeAll(async () => {
  open = await openApp();
  document = (await open.app.inject('/openapi.json')).json();
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, Operation] => [
      `${method.toUpperCase()} ${path}`,
      operation,
    ]),
  );
});
afterAll(() => open[Symbol.asyncDispose]());

/** The routes the handler answers, read from its own router. */
function routesOf({ app }: OpenApp): string[] {
  const routes: string[] = [];
  const parents: string[] = [];
  for (const line of app.printRoutes({ commonPrefix: false }).split('\n')) {
    const [, indent = '', path = '', methods = ''] =
      /^((?:│ {3}| {4})*)[└├]── (\S+)(?: \((.+)\))?$/u.exec(line) ?? [];
    if (path === '') continue;
    const depth = indent.length / 4;
    parents.splice(depth, Infinity, path);
    const url = parents.join('').replaceAll(/:(\w+)/gu, '{$1}');
    // HEAD comes with every GET and needs no description of its own.
    const own = methods.split(', ').filter((method) => method !== '' && method !== 'HEAD');
    // Pages for people are no part of the interface for programs.
    if (url.startsWith(acknowledgePath)) continue;
    routes.push(...own.map((method) => `${method} ${url}`));
  }
  return routes;
}

describe('the OpenAPI document', () => {
  test('is served as JSON', async () => {
    const answer = await open.app.inject('/openapi.json');
    expectDocumented(open.app, 'GET /openapi.json', answer);
    expect(answer.statusCode).toBe(200);
  });

  test('is OpenAPI 3.1 and describes every route and no other', () => {
    expect(document.openapi).toBe('3.1.0');
    const routes = routesOf(open);
    expect(routes).toContain('POST /findings/{id}/events');
    expect(operations.map(([name]) => name).toSorted()).toEqual(routes.toSorted());
    for (const route of routes) {
      const [method = '', url = ''] = route.split(' ');
      const pattern = url.replaceAll(/\{(\w+)\}/gu, ':$1');
      expect([route, open.app.hasRoute({ method, url: pattern })]).toEqual([route, true]);
    }
  });

  test('resolves every reference, and keeps no schema nobody refers to', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/gu)];
    const names = new Set(references.map(([, reference = '']) => reference));
    expect(names.size).toBeGreaterThan(30);
    const schemas = Object.keys(document.components.schemas);
    expect([...names].toSorted()).toEqual(
      schemas.map((name) => `#/components/schemas/${name}`).toSorted(),
    );
  });

  test('gives every operation its own id, every response a description and a shape', () => {
    const ids = operations.map(([, { operationId }]) => operationId);
    expect(new Set(ids).size).toBe(operations.length);
    const responses = operations.flatMap(([name, operation]) =>
      Object.entries(operation.responses).map(([status, response]) => ({ name, status, response })),
    );
    const undescribed = responses.filter(
      ({ response: { description, content } }) =>
        /^(?:Default Response)?$/u.test(description) ||
        Object.values(content ?? {}).some(({ schema }) => Object.keys(schema).length === 0),
    );
    expect(undescribed).toEqual([]);
    const empty = responses.filter(({ response }) => response.content === undefined);
    expect(empty.map(({ status }) => status)).toEqual(empty.map(() => '204'));
    const errors = responses.filter(({ status }) => Number(status) >= 400);
    const others = errors.filter(
      ({ response }) => Object.keys(response.content ?? {}).join() !== 'application/problem+json',
    );
    expect(others.map(({ name, status }) => `${name} ${status}`)).toEqual([
      'GET /healthz 503',
      'GET /ready 503',
    ]);
  });

  test('names the headers of requests and of answers', () => {
    const [send, opening] = ['POST /findings/{id}/events', 'POST /findings'].map((name) =>
      operations.find(([operation]) => operation === name),
    );
    const headersOf = (operation: typeof send): string[] =>
      (operation?.[1].parameters ?? []).filter((p) => p.in === 'header').map((p) => p.name);
    expect(headersOf(send)).toEqual(['idempotency-key', 'if-match']);
    expect(headersOf(opening)).toEqual(['idempotency-key']);
    expect(Object.keys(send?.[1].responses['200']?.headers ?? {})).toEqual(['ETag']);
    expect(Object.keys(opening?.[1].responses['201']?.headers ?? {})).toEqual(['ETag', 'Location']);
    expect(Object.keys(send?.[1].responses['503']?.headers ?? {})).toEqual(['Retry-After']);
  });

  test('lists every command with a description and a sample that is taken, and no passing of time', () => {
    const { oneOf } = document.components.schemas['CommandInput'] as { oneOf: { $ref: string }[] };
    expect(oneOf).toHaveLength(commandTypes.length);
    const samples = oneOf.map(({ $ref }) => {
      const schema = document.components.schemas[$ref.split('/').at(-1) ?? ''] as {
        description: string;
        examples: unknown[];
      };
      expect(schema.description).toMatch(/[\u4e00-\u9fff].+ \/ [A-Z]/u);
      return commandSchema.parse(schema.examples[0]);
    });
    expect(samples.map(({ type }) => type)).toEqual([...commandTypes]);
    expect(JSON.stringify(document)).not.toContain('CLOCK_DUE');
  });

  test('has examples of bodies that are taken, by our schemas and by its own', () => {
    const bodies = {
      'POST /findings': openBodySchema,
      'POST /findings/{id}/events': eventBodySchema,
    };
    for (const [name, ours] of Object.entries(bodies)) {
      const operation = operations.find(([one]) => one === name)?.[1];
      const media = operation?.requestBody?.content['application/json'];
      const theirs = readSchema(document, media?.schema ?? {});
      const examples = Object.entries(media?.examples ?? {});
      expect(examples.length).toBeGreaterThan(0);
      for (const [label, { value }] of examples) {
        expect({ label, error: ours.safeParse(value).error }).toEqual({ label });
        expect({ label, error: theirs.safeParse(value).error }).toEqual({ label });
      }
    }
  });

  test('asks for the members our schema asks for, defaults left to the caller', () => {
    const opening = operations.find(([name]) => name === 'POST /findings')?.[1];
    const schema = opening?.requestBody?.content['application/json']?.schema as {
      required: string[];
      properties: object;
    };
    expect(schema.required.toSorted()).toEqual(['by', 'round', 'title']);
    expect(Object.keys(schema.properties).toSorted()).toEqual(
      [...Object.keys(findingToOpenSchema.shape), 'by'].toSorted(),
    );
  });

  test('is strict: a wrong answer does not pass for a documented one', () => {
    const accepted = readSchema(document, { $ref: '#/components/schemas/Accepted' });
    const id = '0192f0c1-7a2b-7c3d-8e4f-5a6b7c8d9e0f';
    const answer = {
      kind: 'accepted',
      id,
      number: 'XC-2024-01-001',
      state: 'planned',
      stage: 'planned',
      hold: 'running',
      version: 5,
    };
    expect(accepted.safeParse(answer).success).toBe(true);
    const wrongs = [{ version: 0 }, { state: 'open' }, { id: 'x' }, { extra: 1 }];
    const passing = wrongs.filter((wrong) => accepted.safeParse({ ...answer, ...wrong }).success);
    expect(passing).toEqual([]);
  });
});

test('a host that registers the handler twice gets the same document from both', async () => {
  await using other = await openApp();
  expect(documentOf(other.app)).toEqual(documentOf(open.app));
  const host = Fastify();
  host.all('/*', (request, reply) => {
    reply.hijack();
    other.app.routing(request.raw, reply.raw);
  });
  expect((await host.inject('/openapi.json')).json()).toEqual(document);
  await host.close();
});
