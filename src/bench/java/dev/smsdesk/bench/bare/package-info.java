/** The baseline: the least that a servlet can do with a callback. Deployed by {@code Tomcat}; imports nothing. */
package dev.smsdesk.bench.bare;
