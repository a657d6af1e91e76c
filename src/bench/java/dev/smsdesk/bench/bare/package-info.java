/** What the desk is held against: the least a servlet can do with a callback. Deployed by {@code Tomcat}, hands on to nobody. */
package dev.smsdesk.bench.bare;
