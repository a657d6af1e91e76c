package dev.smsdesk.pages.setup;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * How this installation stands to Sinch, as far as settings decide it.
 * @param publicUrl SMSDESK_PUBLIC_URL without slash at the end, or null
 * @param accounts  ids of those through which messages go: {@code sandbox:sms}, {@code sms:} and the service plan id, {@code conversation:} and the app id
 * @param secrets   by the setting's name, in the order of the page: whether it is set, never its value
 * @param noticed   sentences about settings and the pool that are doubtful but not wrong
 * @param readAgain reads the settings again on this server, for new credentials; sentences for people about what was changed
 */
public record Connection(URI publicUrl, List<String> accounts, boolean sandbox, Map<String, Boolean> secrets, Supplier<List<String>> noticed,
                         Supplier<List<String>> readAgain) {
    public List<String> warnings() {
        return noticed.get();
    }
}
