/** The page of the sandbox, for both channels. Called by the container; reads and posts through sms and conversation. */
package dev.smsdesk.sandbox.page;
