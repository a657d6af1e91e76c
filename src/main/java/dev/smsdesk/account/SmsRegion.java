package dev.smsdesk.account;

import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The regions of the SMS API for service plans; no other host is ever called. Source: Sinch SMS reference, read 2026-11-23. */
public enum SmsRegion {
    US, EU, AU, BR, CA;

    /**
     * @param name two letters in any case
     * @throws IllegalArgumentException naming those there are; no region is a default
     */
    public static SmsRegion of(String name) {
        return Arrays.stream(values()).filter(region -> region.name().equalsIgnoreCase(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No such SMS region; there are "
                        + Arrays.stream(values()).map(SmsRegion::letters).collect(Collectors.joining(", ")) + "."));
    }

    public URI base() {
        return URI.create("https://" + letters() + ".sms.api.sinch.com");
    }

    private String letters() {
        return name().toLowerCase(Locale.ROOT);
    }
}
