// Receives Sinch's signed callbacks as the tutorials do it: the raw body, its HMAC, one INSERT, 200. Two workers share the port.
import cluster from 'node:cluster';
import crypto from 'node:crypto';
import express from 'express';
import mysql from 'mysql2/promise';

const WORKERS = 2;
const MAX_AGE_SECONDS = 48 * 3600;
const { PORT, WEBHOOK_SECRET, DATABASE_URL } = process.env;

function isSignedBySinch(request) {
  const given = request.get('x-sinch-webhook-signature');
  const nonce = request.get('x-sinch-webhook-signature-nonce');
  const timestamp = request.get('x-sinch-webhook-signature-timestamp');
  if (!given || !nonce || !timestamp || Math.abs(Date.now() / 1000 - Number(timestamp)) > MAX_AGE_SECONDS) {
    return false;
  }
  const expected = crypto.createHmac('sha256', WEBHOOK_SECRET).update(request.body).update(`.${nonce}.${timestamp}`).digest();
  const signature = Buffer.from(given, 'base64');
  return signature.length === expected.length && crypto.timingSafeEqual(signature, expected);
}

function serve() {
  const pool = mysql.createPool(DATABASE_URL);
  const app = express();
  app.post('/sms-desk/api/callbacks/sms', express.raw({ type: '*/*', limit: '1mb' }), async (request, response) => {
    if (!isSignedBySinch(request)) {
      return response.sendStatus(401);
    }
    await pool.execute('insert into callback (nonce, signed_at, body) values (?, ?, ?)',
      [request.get('x-sinch-webhook-signature-nonce'), request.get('x-sinch-webhook-signature-timestamp'), request.body]);
    response.sendStatus(200);
  });
  app.listen(Number(PORT), '127.0.0.1');
}

if (cluster.isPrimary) {
  for (let i = 0; i < WORKERS; i++) {
    cluster.fork();
  }
  cluster.on('exit', () => process.exit(1)); // with one worker it would be another measurement
} else {
  serve();
}
