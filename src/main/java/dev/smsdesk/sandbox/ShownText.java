package dev.smsdesk.sandbox;

import java.time.Instant;

/** A text as a phone shows it. @param status of its delivery, in the words of its channel */
public record ShownText(Instant at, String channel, String from, String to, String text, boolean flash, String status) {}
