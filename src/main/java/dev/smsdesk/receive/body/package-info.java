/**
 * Collects request bodies before a container thread works on them, within limits of size, time and memory. Mounted by app; hands complete
 * requests on to receive.callback and the pages.
 */
package dev.smsdesk.receive.body;
