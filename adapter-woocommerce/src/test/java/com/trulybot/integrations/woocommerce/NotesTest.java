package com.trulybot.integrations.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.trulybot.integrations.core.order.Order;
import com.trulybot.integrations.core.order.OrderQuery;
import com.trulybot.integrations.core.order.OrderReference;
import com.trulybot.integrations.core.order.TimelineEntry;
import com.trulybot.integrations.core.order.TimelineEntry.Kind;
import com.trulybot.integrations.platform.Store;
import com.trulybot.integrations.platform.StoreHttp.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the merchant wrote to the shopper is told where it is wanted; what they wrote for themselves never is. */
class NotesTest {
    private static final List<String> RECORDED = List.of(
            "20_processing",
            "21_on_hold",
            "23_cancelled",
            "24_failed",
            "25_refunded_full",
            "27_refunded_partial",
            "29_tracking_meta",
            "30_jpy_0dec");

    private final FakeWooCommerce fake = FakeWooCommerce.recorded(Shop.KEY, Shop.SECRET);
    private final Store store = Shop.of(fake, Map.of("NOTES", "on")).store();

    @Test
    void theNoteToTheCustomerStandsInTheTimelineAtItsTime() {
        recordedNotes();

        Order order = find(store, "29");

        assertThat(order.timeline())
                .extracting(entry -> entry.at().toString(), TimelineEntry::kind, TimelineEntry::label)
                .contains(
                        tuple("2026-11-23T04:23:43Z", Kind.NOTE, "Shipped via USPS. Tracking 9400111899223197428490"));
        assertThat(order.timeline()).extracting(TimelineEntry::at).isSorted();
        assertThat(fake.asked())
                .containsExactly("/wp-json/wc/v3/orders/29", "/wp-json/wc/v3/orders/29/notes?type=customer");
    }

    @Test
    void onlyWhatIsReadOfANoteIsAskedFor() {
        find(store, "29");

        assertThat(fake.requests().get(1).uri().getQuery()).contains("_fields=id,date_created_gmt,note,customer_note");
    }

    /** With and without the shop's own filter: a plugin may spoil it. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aPrivateNoteIsNeverTold(boolean filtered) {
        recordedNotes();
        if (!filtered) {
            fake.fault(request -> RECORDED.stream()
                    .filter(name -> request.uri().getPath().endsWith("/" + id(name) + "/notes"))
                    .map(name -> Recording.of("notes/order_" + name + "_notes").response())
                    .findFirst());
        }

        for (String name : RECORDED) {
            assertThat(find(store, id(name)).timeline())
                    .filteredOn(entry -> entry.kind() == Kind.NOTE)
                    .extracting(TimelineEntry::label)
                    .isSubsetOf("Shipped via USPS. Tracking 9400111899223197428490");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"true\"", "1", "null", "[true]", "{}"})
    void whatIsNotPlainlyToTheCustomerIsTakenForPrivate(String mark) {
        answerNotes(
                "[{\"id\":1,\"date_created_gmt\":\"2026-11-23T04:23:43\",\"note\":\"Careful, a friend of the owner\","
                        + "\"customer_note\":" + mark + "}]");

        assertThat(notes("20")).isEmpty();
    }

    @Test
    void notesAreNotAskedForWhereNobodyWantsThem() {
        recordedNotes();

        for (Map<String, String> settings : List.of(Map.<String, String>of(), Map.of("NOTES", "off"))) {
            assertThat(find(Shop.of(fake, settings).store(), "29").timeline())
                    .noneMatch(entry -> entry.kind() == Kind.NOTE);
        }

        assertThat(fake.asked()).noneMatch(target -> target.contains("notes"));
    }

    @Test
    void theSettingMayBeWrittenInCapitals() {
        recordedNotes();

        assertThat(find(Shop.of(fake, Map.of("NOTES", "ON")).store(), "29").timeline())
                .anyMatch(entry -> entry.kind() == Kind.NOTE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "true", "1", ""})
    void anotherValueIsRefusedByTheSettingsName(String value) {
        Shop shop = Shop.of(fake, Map.of("NOTES", value));

        assertThatThrownBy(shop::store)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("WOOCOMMERCE_NOTES is on or off");
    }

    @Test
    void searchResultsAreWithoutNotes() {
        recordedNotes();

        assertThat(store.search("29", 10, Shop.soon()))
                .isNotEmpty()
                .allSatisfy(order -> assertThat(order.timeline()).noneMatch(entry -> entry.kind() == Kind.NOTE));
        assertThat(fake.asked()).noneMatch(target -> target.contains("notes"));
    }

    @Test
    void anOrderThatIsNotFoundIsNotAskedForItsNotes() {
        OrderQuery someoneElses = OrderQuery.byNumber(OrderReference.parse("29"), "someone@else.example");

        assertThat(store.find(someoneElses, Shop.soon()).<Boolean>match(order -> true, () -> false, () -> false))
                .isFalse();
        assertThat(fake.asked()).noneMatch(target -> target.contains("notes"));
    }

    /** What WordPress leaves of a script is its text. */
    @Test
    void theNoteIsCleanText() {
        fake.part(20, "notes", Recording.of("notes/html_note").body());

        assertThat(notes("20")).containsExactly("Track herealert(1) Second line & more");
    }

    @Test
    void aNoteWithoutTextOrDateIsLeftOut() {
        note(20, 1, "2026-11-23T04:23:43", "<p> </p>");
        note(20, 2, "yesterday", "Where would it stand?");

        assertThat(notes("20")).isEmpty();
    }

    @Test
    void theTenNewestAreToldOldestFirst() {
        for (int i = 12; i >= 1; i--) {
            // Two of each second: the ids tell them apart.
            note(20, i, "2026-11-23T05:00:0" + i / 2, "Note " + i);
        }

        assertThat(notes("20"))
                .isEqualTo(
                        IntStream.rangeClosed(3, 12).mapToObj(i -> "Note " + i).toList());
    }

    @Test
    void aNoteStandsBetweenWhatCameBeforeAndAfterIt() {
        recordedNotes();
        Recording.of("refunds/order_27_refunded_partial_refunds")
                .body()
                .forEach(refund -> fake.part(
                        27,
                        "refunds",
                        ((ObjectNode) refund.deepCopy()).put("date_created_gmt", "2026-11-23T08:00:00")));
        note(27, 1, "2026-11-23T07:00:00", "We are sorry about the mug");

        assertThat(find(store, "27").timeline()).extracting(TimelineEntry::kind).endsWith(Kind.NOTE, Kind.REFUNDED);
    }

    /** What is repeated, how often, how long the label then is, and its end. */
    @ParameterizedTest
    @CsvSource({
        "'123456789 ', 30, 299, 9",
        "'123456789 ', 31, 300, 9…",
        "'1234567 ', 60, 296, 7…",
        "x, 300, 300, x",
        "x, 301, 300, x…",
        "発送済, 200, 300, 発送…",
        "🎁, 200, 299, 🎁…"
    })
    void aLongNoteIsCutAtAWordsEnd(String part, int times, int length, String end) {
        note(20, 1, "2026-11-23T04:23:43", part.repeat(times));

        assertThat(notes("20"))
                .singleElement()
                .satisfies(
                        label -> assertThat(label).hasSize(length).endsWith(end).doesNotContain(" …"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "notes/missing_order_notes",
                "broken/mode_waf403",
                "broken/upstream_down_502",
                "auth/https_wrong_key",
                "broken/mode_maint200"
            })
    void notesThatCantBeReadDoNotLoseTheOrder(String recording) {
        recordedNotes();
        Response broken = Recording.of(recording).response();
        fake.fault(request -> request.uri().getPath().endsWith("/notes") ? Optional.of(broken) : Optional.empty());

        assertThat(find(store, "29").number()).isEqualTo("29");
        assertThat(notes("29")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{}", "[null,1,\"x\",[]]", "[{}]", "[{\"customer_note\":true,\"note\":{}}]"})
    void anOddAnswerIsNoNote(String body) {
        answerNotes(body);

        assertThat(notes("20")).isEmpty();
    }

    private void recordedNotes() {
        for (String name : RECORDED) {
            Recording.of("notes/order_" + name + "_notes")
                    .body()
                    .forEach(note -> fake.part(Long.parseLong(id(name)), "notes", note));
        }
    }

    private static String id(String recorded) {
        return recorded.replaceFirst("_.*", "");
    }

    private void note(long order, int id, String at, String text) {
        fake.part(
                order,
                "notes",
                JsonNodeFactory.instance
                        .objectNode()
                        .put("id", id)
                        .put("date_created_gmt", at)
                        .put("note", text)
                        .put("customer_note", true));
    }

    private void answerNotes(String body) {
        fake.fault(request -> request.uri().getPath().endsWith("/notes")
                ? Optional.of(new Response(200, Map.of(), body))
                : Optional.empty());
    }

    private List<String> notes(String id) {
        return find(store, id).timeline().stream()
                .filter(entry -> entry.kind() == Kind.NOTE)
                .map(TimelineEntry::label)
                .toList();
    }

    private static Order find(Store store, String id) {
        return store.find(OrderQuery.byId(id), Shop.soon())
                .match(
                        order -> order,
                        () -> {
                            throw new AssertionError("not found");
                        },
                        () -> {
                            throw new AssertionError("out of reach");
                        });
    }
}
