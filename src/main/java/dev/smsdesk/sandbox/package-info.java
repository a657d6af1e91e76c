/**
 * Both of Sinch's APIs inside the application, for trying out and testing: accepts messages and posts signed callbacks over real HTTP, with
 * Sinch's retries. Here is what both share: magic numbers, faults, the queue of callbacks. Built by app only where it is switched on.
 */
package dev.smsdesk.sandbox;
