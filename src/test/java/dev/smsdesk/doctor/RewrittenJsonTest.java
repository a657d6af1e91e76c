package dev.smsdesk.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.json.JSONArray;
import org.json.JSONObject;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A body that a proxy parsed and wrote again is diagnosed as re-serialised, for every usual writer")
class RewrittenJsonTest {
    private static final int BODIES = 200;
    /** As Sinch documents them: the order of the members is part of what is signed. */
    private static final List<String> CALLBACKS = List.of(
        "{'type':'recipient_delivery_report_sms','batch_id':'01H%d','recipient':'46701234567','code':0,'status':'Delivered',"
        + "'at':'2026-11-24T09:59:58Z','client_reference':'%s'}",
        "{'type':'mo_text','id':'01H%d','from':'46701234567','to':'46700000000','body':'%s','received_at':'2026-11-24T09:59:58Z'}",
        "{'app_id':'A%d','accepted_time':'2026-11-24T09:59:58Z','message_delivery_report':{'message_id':'M','conversation_id':'C',"
        + "'status':'FAILED','channel_identity':{'channel':'SMS','identity':'46701234567'},'reason':{'code':'X','description':'%s'},"
        + "'metadata':''}}", "{'type':'delivery_report_sms','batch_id':'01H%d','total_message_count':3,'statuses':[{'code':0,"
        + "'status':'Delivered','count':2},{'code':402,'status':'Aborted','count':1}],'client_reference':'%s'}");
    private static final List<String> TEXTS = List.of("plain", "Grüße 🎉", "a/b", "x <y> & z", "1 + 1: {2}, [3]");

    @Test
    void theSameFindingsForEachOf200GeneratedBodies() {
        Random random = new Random(15);
        Map<String, Integer> found = new HashMap<>();
        for (int i = 0; i < BODIES; i++) {
            String signed = CALLBACKS.get(i % CALLBACKS.size()).formatted(i, TEXTS.get(i % TEXTS.size())).replace('\'', '"');
            Finding finding = rewritten(signed, random).examine();
            assertEquals(Cause.BODY_RESERIALISED, finding.cause(), signed);
            found.merge(finding.detail(), 1, Integer::sum);
        }
        assertEquals(Map.of("signed-compact", 29, "signed-spaced", 34, "unescaped", 6, "escaped", 3, "members-reordered", 128), found);
    }

    private static Patient rewritten(String signed, Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> Patient.healthy(signed).arrivesAs(new JSONObject(signed).toString(1 + random.nextInt(4)));
            case 1 -> Patient.healthy(signed).arrivesAs(sorted(signed));
            case 2 -> Patient.healthy(signed).arrivesAs(shuffled(signed, random));
            case 3 -> Patient.healthy(spaced(signed)).arrivesAs(shuffled(signed, random));
            case 4 -> Patient.healthy(spaced(signed)).arrivesAs(signed);
            case 5 -> Patient.healthy(sorted(signed)).arrivesAs(shuffled(signed, random));
            case 6 -> Patient.healthy(escaped(signed)).arrivesAs(spaced(signed));
            default -> Patient.healthy(signed).arrivesAs(spaced(escaped(signed)));
        };
    }

    private static String spaced(String json) {
        return json.replace("\":", "\": ").replace(",\"", ", \"").replace(",{", ", {");
    }

    private static String escaped(String json) {
        StringBuilder out = new StringBuilder();
        json.chars().forEach(c -> out.append(c < 128 ? String.valueOf((char) c) : String.format("\\u%04x", c)));
        return out.toString();
    }

    private static String sorted(String json) {
        return written(new JSONObject(json), names -> names.stream().sorted().toList());
    }

    private static String shuffled(String json, Random random) {
        return written(new JSONObject(json), names -> {
            List<String> shuffled = new ArrayList<>(names);
            Collections.shuffle(shuffled, random);
            return shuffled;
        });
    }

    private static String written(Object json, UnaryOperator<List<String>> order) {
        if (json instanceof JSONArray array) {
            return "[" + String.join(",", IntStream.range(0, array.length()).mapToObj(i -> written(array.get(i), order)).toList()) + "]";
        }
        if (json instanceof JSONObject object) {
            return "{" + String.join(",", order.apply(List.copyOf(object.keySet())).stream()
                .map(name -> "\"" + name + "\":" + written(object.get(name), order)).toList()) + "}";
        }
        return JSONObject.valueToString(json);
    }
}
