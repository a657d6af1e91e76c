/** Roles, persons, page rules and the audit log, for the packages below and for every resource or page that needs a role. */
package dev.smsdesk.access;
