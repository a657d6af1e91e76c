package dev.smsdesk.apply;

/** What applying came to. @param moves recipients whose state changed */
record Done(int newReports, int moves) {
    static final Done NOTHING = new Done(0, 0);

    Done plus(Done other) {
        return new Done(newReports + other.newReports, moves + other.moves);
    }
}
