/** Sinch's SMS API inside the application: checks calls, keeps batches, says which callbacks follow. Called by JAX-RS and the page. */
package dev.smsdesk.sandbox.sms;
