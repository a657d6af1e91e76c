/**
 * The secrets accepted on each callback path, from settings and entered by admins; how often each was used, and whether a failed
 * signature may be this server's own fault (rotation window). Called by receive and pages.
 */
package dev.smsdesk.trust;
