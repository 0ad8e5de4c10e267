import type { Cases } from '../helpers/cases.ts';

export const cases: Cases = {
  invalid: [
    `import Queue from 'bull';
export const queue = new Queue('mails', process.env.REDIS_URL); // expect`,
    `import { KafkaClient } from 'kafka-node';
export const kafka = new KafkaClient({ kafkaHost: 'kafka:9092' }); // expect`,
    `import { Kafka } from 'kafkajs';
const producer = new Kafka({ brokers: [] }).producer();
await producer.connect(); // expect
export const handler = () => producer.send({});`,
    `const { Kafka } = require('kafkajs');
const kafka = new Kafka({});
const consumer = kafka.consumer({ groupId: 'a' });
const start = async () => {
  await consumer.connect(); // expect
};
start();
exports.handler = async () => consumer;`,
    `import amqp from 'amqplib';
const connection = await amqp.connect('amqp://broker'); // expect
export const handler = () => connection.createChannel();`,
    `import mqtt from 'mqtt';
const client = mqtt.connect('mqtt://broker'); // expect
export const handler = () => client.publish('a', 'b');`,
    `import { Queue } from 'bullmq';
export const queue = new Queue('jobs'); // expect`,
    `import { connect } from 'nats';
export const nats = await connect({ servers: 'nats://a' }); // expect`,
    {
      code: `import mqtt from 'mqtt';
export const client = mqtt.connect('mqtt://broker'); // expect: workers`,
      settings: { target: 'workers' },
    },
  ],
  valid: [
    `import { AMQPClient } from '@cloudamqp/amqp-client';
export const amqp = new AMQPClient('amqp://broker');`,
    `import { Kafka } from 'kafkajs';
const producer = new Kafka({ brokers: [] }).producer();
export const handler = async () => {
  await producer.connect();
};`,
    `import { SQSClient } from '@aws-sdk/client-sqs';
export const sqs = new SQSClient({});`,
    `import { Queue } from 'bullmq';
let queue;
const getQueue = () => (queue ??= new Queue('jobs'));
export const handler = () => getQueue().add('a', {});`,
    `import { PubSub } from '@google-cloud/pubsub';
export const pubsub = new PubSub();`,
    `import { ServiceBusClient } from '@azure/service-bus';
export const bus = new ServiceBusClient('Endpoint=…');`,
    `import { connect } from './broker.js';
export const broker = await connect();`,
  ],
};
