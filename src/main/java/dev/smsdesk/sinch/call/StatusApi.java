package dev.smsdesk.sinch.call;

import dev.smsdesk.sinch.callback.Callback;
import java.time.Instant;
import java.util.List;

/**
 * Asks one account at Sinch for delivery reports and inbound messages. Each question is one call, never repeated; no transaction may be
 * open meanwhile.
 */
public interface StatusApi {

    /** How every recipient of a batch stands, without times: the full report. */
    StatusAnswer<Callback.Reports> report(String batchId);

    /** How one recipient of a batch stands, with times, just as a callback says it. @param digits E.164 without the plus */
    StatusAnswer<Callback.Reports> report(String batchId, String digits);

    /**
     * Messages that people sent to us, newest first, 100 at a time.
     * @param from  the first moment asked for, at most 14 days ago; {@code until}: the first one not asked for
     * @param page  from 0; a page without items is past the end
     */
    StatusAnswer<InboundTexts> inbounds(Instant from, Instant until, int page);

    /**
     * @param texts   the messages that this desk can read
     * @param strange the others: media, binaries, unreadable ones
     * @param count   how many there are on all pages together; below 0 where Sinch does not say
     */
    record InboundTexts(List<Callback.Inbound> texts, List<Strange> strange, long count) {
        public InboundTexts {
            texts = List.copyOf(texts);
            strange = List.copyOf(strange);
        }
    }

    /**
     * Each but the last two is null where the item does not say it, or not so that it can be read.
     * @param id         Sinch's, at most 128 characters, as are {@code from} and {@code to}
     * @param receivedAt by Sinch
     * @param why        it cannot be read: one line of at most 200 characters
     * @param json       the item as it stood in the answer
     */
    record Strange(String id, String from, String to, Instant receivedAt, String why, String json) {}
}
