/**
 * {@code mvn -q verify -Pbench}: how fast callbacks are received and applied, beside a bare servlet and a peer built the way the
 * tutorials build it. No part of the WAR. Begin at {@link dev.smsdesk.bench.Bench}; servers and database are processes of their own.
 */
package dev.smsdesk.bench;
