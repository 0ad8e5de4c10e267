/** What is guessed is said to be: an object of a class that nothing is known of may give one that it was made of. */
import { expect, it } from 'vitest';
import { stages } from '../../src/run/stages.ts';

const HANDLER = (pool: string): string => `package com.acme;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.vendor.cache.Holder;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPool;
public class Handler implements RequestHandler<String, String> {
  private final JedisPool own = new JedisPool("cache", 6379);
  private final Jedis jedis = ${pool}.getResource();
  public String handleRequest(String event, Context context) { return jedis.get(event); }
}
`;

async function confidences(pool: string): Promise<readonly string[]> {
  const facts = await stages.lowering('orchard')(HANDLER(pool), 'Handler.java');
  const { findings } = await stages.runRules([facts], { target: 'snapstart', severities: new Map() });
  return findings
    .filter(({ range }) => range.start.line === 9)
    .map(({ ruleId, confidence }) => `${ruleId} ${confidence}`);
}

it('is certain of what was seen and only guesses what an unknown class gives', async () => {
  expect(await confidences('own')).toEqual(['connection-in-init definite']);
  expect(await confidences('new Holder(own).pool()')).toEqual(['connection-in-init likely']);
});
