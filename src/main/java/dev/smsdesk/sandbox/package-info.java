/**
 * A Sinch of our own for trying out and testing: takes batches as the SMS API does, and posts signed callbacks over real HTTP, with Sinch's
 * retries. Built by app only when it is switched on; called by the sender, as if it were Sinch; hands on to our own callback paths.
 */
package dev.smsdesk.sandbox;
