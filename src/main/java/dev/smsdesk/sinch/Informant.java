package dev.smsdesk.sinch;

import java.time.Instant;
import java.util.List;

/** What the SMS API says when it is asked. Each question is one call, never repeated; no transaction may be open meanwhile. */
public interface Informant {

    /** How every recipient of a batch stands, without times: the full report. */
    Answer<Callback.Reports> report(String batchId);

    /** How one recipient of a batch stands, with times, just as a callback says it. @param digits E.164 without the plus */
    Answer<Callback.Reports> report(String batchId, String digits);

    /**
     * Messages that people sent to us, newest first, 100 at a time.
     * @param from  the first moment asked for, at most 14 days ago; {@code until}: the first one not asked for
     * @param page  from 0; a page without items is the end
     */
    Answer<InboundPage> inbounds(Instant from, Instant until, int page);

    /**
     * @param texts   what this desk can read, with the time of every one
     * @param strange how many more items there were: media, binaries, unreadable ones
     */
    record InboundPage(List<Callback.Inbound> texts, int strange) {
        public InboundPage {
            texts = List.copyOf(texts);
        }

        public boolean isEnd() {
            return texts.isEmpty() && strange == 0;
        }
    }
}
