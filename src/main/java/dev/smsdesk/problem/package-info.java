/** What goes wrong, said to the caller: RFC 9457 problems, their enum, the exception and its mappers. Imported by all, imports nothing of ours. */
package dev.smsdesk.problem;
