package dev.smsdesk.send;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.smsdesk.compose.TextParts;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Answer to POST /api/batches?validate_only=true.
 * @param parts    of all messages together
 * @param forcedBy characters that put the text into UCS-2
 * @param leftOut  the first 1000
 */
@JsonPropertyOrder({"recipients", "parts", "encoding", "forced_by", "by_country", "left_out", "left_out_count"})
record PreviewAnswer(int recipients, long parts, TextParts.Encoding encoding, @JsonProperty("forced_by") List<String> forcedBy,
        @JsonProperty("by_country") List<Country> byCountry, @JsonProperty("left_out") List<LeftOut> leftOut,
        @JsonProperty("left_out_count") int leftOutCount) {

    /** @param country ISO 3166 code, 001 for numbers of no country, or null if it is not known */
    @JsonPropertyOrder({"country", "recipients", "parts"})
    record Country(String country, int recipients, long parts) {}

    /** @param to as written */
    @JsonPropertyOrder({"to", "reason"})
    record LeftOut(String to, String reason) {}

    /** @param byCountry recipients by country; {@code "null"} for those whose country is not known */
    static PreviewAnswer of(int recipients, TextParts text, List<String> forcedBy, Map<String, Integer> byCountry, List<LeftOut> leftOut,
            int leftOutCount) {
        List<Country> countries = byCountry.entrySet().stream()
            .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()).thenComparing(Map.Entry.comparingByKey()))
            .map(one -> new Country(one.getKey().equals("null") ? null : one.getKey(), one.getValue(),
                (long) one.getValue() * text.parts())).toList();
        return new PreviewAnswer(recipients, (long) recipients * text.parts(), text.encoding(), forcedBy, countries,
            List.copyOf(leftOut), leftOutCount);
    }
}
