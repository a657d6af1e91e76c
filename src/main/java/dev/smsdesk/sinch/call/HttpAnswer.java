package dev.smsdesk.sinch.call;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * One whole answer of HTTP.
 * @param retryAfter      the header as it came, or null
 * @param wwwAuthenticate the header as it came, or null
 * @param body            null where it was longer than allowed or broke off: the status alone must do then
 */
public record HttpAnswer(int status, String retryAfter, String wwwAuthenticate, byte[] body) {

    /** @return null where Retry-After is absent or cannot be read */
    public Duration wait(Instant now) {
        return RetryAfter.read(retryAfter, now);
    }

    /** A 401 by which Sinch asks for a new token; any other 401 means that the credentials are wrong. */
    public boolean saysTokenExpired() {
        return status == 401 && wwwAuthenticate != null && wwwAuthenticate.toLowerCase(Locale.ROOT).contains("expired");
    }

    /** Never shows the body: it may hold a token. */
    @Override
    public String toString() {
        return "HttpAnswer[" + status + "]";
    }
}
