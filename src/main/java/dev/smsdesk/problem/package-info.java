/** Errors as the caller sees them: RFC 9457 problems, their types, the exception and its mappers. May be imported by every package. */
package dev.smsdesk.problem;
