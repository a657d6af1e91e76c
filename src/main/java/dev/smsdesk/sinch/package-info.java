/**
 * Everything that is Sinch's wire: the signature of callbacks, the two dialects they come in, and the call that sends a batch.
 * Called by receive (is this genuine, what does it say), send (take this batch) and sandbox (sign like Sinch); hands on to nobody.
 */
package dev.smsdesk.sinch;
