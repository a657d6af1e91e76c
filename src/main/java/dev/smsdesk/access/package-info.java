/**
 * Who may do what: roles, API keys and their filter, the guard of the pages, same-site rule, security headers, audit log.
 * Called by app (which mounts the filters), receive and send (which name the role a resource needs) and pages; hands on to store and problem.
 */
package dev.smsdesk.access;
