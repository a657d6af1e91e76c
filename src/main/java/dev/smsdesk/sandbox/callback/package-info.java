/** Posts the callbacks of both channels when they are due, and again as Sinch would; knows which addresses may be called. */
package dev.smsdesk.sandbox.callback;
