/**
 * Everything that is Sinch's wire: the signature of callbacks, the two channels they come in, the call that sends a batch, the
 * questions that can be asked. Called by receive (is this genuine, what does it say), send (take this batch), reconcile (what do
 * you know) and sandbox (sign like Sinch); hands on to nobody.
 */
package dev.smsdesk.sinch;
