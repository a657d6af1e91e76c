package dev.smsdesk.receive.inbox;

import dev.smsdesk.receive.answer.RefusalReason;
import dev.smsdesk.store.Ids;
import dev.smsdesk.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** Time from signature to arrival of genuine callbacks: stored ones, and those answered 503 because they were signed in the future. */
public final class SignedTimes {
    private record Sample(Instant signed, Instant arrived, String sha256) {}

    private SignedTimes() {}

    /**
     * A stored row has the times of the first copy; of a callback refused several times the last refusal counts. Callbacks with a password
     * have no signature.
     * @return ages of the newest callbacks since then; negative if signed in the future
     */
    public static List<Duration> ages(Connection connection, Instant since, int most) throws SQLException {
        List<Sample> samples = new ArrayList<>(Sql.list(connection, row -> new Sample(Sql.instant(row, "signed_at"),
            Sql.instant(row, "received_at"), null), "select signed_at, received_at from (select signed_at, received_at, note from "
            + "callback order by id desc limit ?) newest where received_at >= ? and signed_at is not null and (note is null or note <> ?)",
            most, since, InboxNote.SELF_TEST.stored()));
        Set<String> seen = new HashSet<>();
        Sql.list(connection, row -> new Sample(Sql.instant(row, "signed_at"), Sql.instant(row, "received_at"), hex(row.getBytes("sha256"))),
            "select signed_at, received_at, sha256 from refusal where reason = ? and id >= ? and signed_at is not null order by id desc "
            + "limit ?", RefusalReason.AHEAD.name(), Ids.firstAt(since), most).stream().filter(one -> seen.add(one.sha256))
            .forEach(samples::add);
        return samples.stream().sorted(Comparator.comparing(Sample::arrived).reversed()).limit(most)
            .map(one -> Duration.between(one.signed, one.arrived)).toList();
    }

    private static String hex(byte[] sha256) {
        return sha256 == null ? "" : HexFormat.of().formatHex(sha256);
    }
}
