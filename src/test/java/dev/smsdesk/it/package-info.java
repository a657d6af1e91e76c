/**
 * Container tests: the packed WAR in a real container, asked over HTTP and nothing else. A test class ends in IT and
 * extends {@link dev.smsdesk.it.ContainerTest}; {@link dev.smsdesk.it.Desk} calls the API and posts callbacks,
 * {@link dev.smsdesk.it.Browser} is a person at the pages. Nothing here may use a class of the WAR: failsafe leaves
 * them off the class path, so that what the WAR forgot is missed.
 */
package dev.smsdesk.it;
