/**
 * Request bodies are collected before a thread of the container works on them, within bounds of size, time and memory.
 * Mounted by app; hands complete requests on to receive.callback and the pages.
 */
package dev.smsdesk.receive.body;
