/**
 * Which secrets are believed on which callback path: those of the settings and those an admin entered, how often each one fitted, and whether a
 * failed signature may be our own doing (rotation window). Called by receive (what is live, what fitted) and pages; hands on to nobody.
 */
package dev.smsdesk.trust;
