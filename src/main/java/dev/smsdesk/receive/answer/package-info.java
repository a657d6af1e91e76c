/**
 * How callbacks are answered: the reasons for a refusal or a 503, and the counts of all answers. Called by the other packages of
 * receive, by metrics and by pages.
 */
package dev.smsdesk.receive.answer;
