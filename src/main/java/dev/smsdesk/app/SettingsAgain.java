package dev.smsdesk.app;

import dev.smsdesk.app.settings.SettingReader;
import dev.smsdesk.app.settings.SettingSources;
import dev.smsdesk.app.settings.Settings;
import dev.smsdesk.app.settings.SettingsReading;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Takes new credentials without a restart. Files and system properties can change while a server runs; its environment cannot. */
final class SettingsAgain {
    private final Supplier<SettingSources> sources;
    private final SendingPart sending;

    SettingsAgain(Supplier<SettingSources> sources, SendingPart sending) {
        this.sources = sources;
        this.sending = sending;
    }

    /** On this server alone. @return what was changed, in sentences for people; at least one */
    List<String> read() {
        SettingReader reader = new SettingReader(sources.get());
        Settings now = SettingsReading.read(reader);
        List<String> said = new ArrayList<>();
        if (reader.faults().isEmpty()) {
            said.addAll(sending.exchange(now));
        } else {
            said.add("Nothing was changed, as the settings have a fault.");
            said.addAll(reader.faults());
        }
        return said.isEmpty() ? List.of("There is no account whose credentials could be read again.") : said;
    }
}
