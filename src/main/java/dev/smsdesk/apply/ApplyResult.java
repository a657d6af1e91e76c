package dev.smsdesk.apply;

/** The result of applying callbacks. @param moves recipients whose state changed */
record ApplyResult(int newReports, int moves) {
    static final ApplyResult NOTHING = new ApplyResult(0, 0);

    ApplyResult plus(ApplyResult other) {
        return new ApplyResult(newReports + other.newReports, moves + other.moves);
    }
}
