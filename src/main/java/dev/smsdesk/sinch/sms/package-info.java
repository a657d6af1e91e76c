/**
 * The SMS API: the batch that is sent, the answers, status and inbound look-ups. Built by app; called through sinch.call.
 */
package dev.smsdesk.sinch.sms;
