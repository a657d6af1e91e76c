/**
 * Reading Sinch's JSON: members, times, phone numbers, bounded text. Called by the other packages of sinch.
 */
package dev.smsdesk.sinch.json;
