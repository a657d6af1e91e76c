package dev.smsdesk.problem;

/**
 * A fault in one member of a request.
 * @param pointer JSON pointer into the request, such as {@code /to/3}
 * @param detail  what is wrong and what to do, one sentence
 */
public record FieldError(String pointer, String detail) {}
