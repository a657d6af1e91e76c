/** Small helpers without a database or a network of their own. Called by every other package. */
package dev.smsdesk.common;
