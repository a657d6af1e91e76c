package dev.smsdesk.serve;

import java.util.List;

/** Why nothing is served: sentences for the person at the terminal. */
final class Fault extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient List<String> sentences;

    Fault(List<String> sentences) {
        super(String.join(" ", sentences));
        this.sentences = sentences;
    }

    Fault(String sentence) {
        this(List.of(sentence));
    }

    List<String> sentences() {
        return sentences;
    }
}
