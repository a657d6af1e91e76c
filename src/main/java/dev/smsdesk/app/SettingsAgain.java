package dev.smsdesk.app;

import dev.smsdesk.app.settings.ChangedSettings;
import dev.smsdesk.app.settings.SettingReader;
import dev.smsdesk.app.settings.SettingSources;
import dev.smsdesk.app.settings.Settings;
import dev.smsdesk.app.settings.SettingsReading;
import dev.smsdesk.pages.setup.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Takes new credentials without a restart. Files and system properties can change while a server runs; its environment cannot. */
final class SettingsAgain {
    private final Supplier<SettingSources> sources;
    private final SendingPart sending;
    private final ChangedSettings changed;
    private volatile LatestReading latest;

    /** @param warnings of the first reading */
    SettingsAgain(Supplier<SettingSources> sources, Settings first, List<String> warnings, SendingPart sending) {
        this.sources = sources;
        this.sending = sending;
        this.changed = new ChangedSettings(sources.get());
        this.latest = new LatestReading(first.accounts().given(), List.copyOf(warnings));
    }

    /** @param given whether each setting of the accounts is set */
    private record LatestReading(Map<String, Boolean> given, List<String> warnings) {}

    /** On this server alone. Says at least one sentence. */
    synchronized Connection.Reading read() {
        SettingSources now = sources.get();
        SettingReader reader = new SettingReader(now);
        Settings settings = SettingsReading.read(reader);
        List<String> said = new ArrayList<>();
        if (reader.faults().isEmpty()) {
            said.addAll(sending.exchange(settings));
            latest = new LatestReading(settings.accounts().given(), List.copyOf(reader.warnings()));
        } else {
            said.add("Nothing was changed, as the settings have a fault.");
            said.addAll(reader.faults());
        }
        Set<String> later = changed.until(now);
        if (!later.isEmpty()) {
            said.add("These settings have changed, and count after a restart: " + String.join(", ", later) + ".");
        }
        return new Connection.Reading(reader.faults().isEmpty(), said.isEmpty() ? List.of("There is no account whose credentials"
            + " could be read again.")
            : said);
    }

    /** By the setting's name: whether those of the accounts are set, as they were read last. */
    Map<String, Boolean> given() {
        return latest.given();
    }

    /** Warnings about the settings as they were read last. */
    List<String> warnings() {
        return latest.warnings();
    }
}
