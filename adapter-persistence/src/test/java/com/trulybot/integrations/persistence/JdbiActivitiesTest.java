package com.trulybot.integrations.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.trulybot.integrations.core.activity.Activity;
import com.trulybot.integrations.core.activity.ActivityType;
import com.trulybot.integrations.core.workspace.Merchant;
import com.trulybot.integrations.core.workspace.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class JdbiActivitiesTest {
    private static Database database;

    private final JdbiActivities activities = new JdbiActivities(database);

    @BeforeAll
    static void open() {
        database = Database.open(TestPostgres.empty());
    }

    @AfterAll
    static void close() {
        database.close();
    }

    private static Merchant someone() {
        Merchant merchant = Fixture.merchant();
        new JdbiAccounts(database).admit(merchant.user());
        return merchant;
    }

    @Test
    void whatWasRecordedIsListedAsItWas() {
        Activity activity = Fixture.activity(someone(), ActivityType.STORE_CONNECT_REFUSED);
        activities.record(activity);
        assertThat(activities.list(activity.merchant().workspace(), new Page.Request(10, null)))
                .isEqualTo(new Page<>(List.of(activity), null));
    }

    @Test
    void aLongListIsReadPageByPageAndNewestFirst() {
        Merchant merchant = someone();
        List<Activity> newestFirst = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            Activity activity =
                    Activity.of(merchant, ActivityType.STORE_UPDATED, "No. " + i, Map.of(), Fixture.NOW.plusSeconds(i));
            newestFirst.add(0, activity);
            activities.record(activity);
        }
        List<Activity> seen = new ArrayList<>();
        String cursor = null;
        do {
            Page<Activity> page = activities.list(merchant.workspace(), new Page.Request(5, cursor));
            seen.addAll(page.items());
            cursor = page.nextCursor();
        } while (cursor != null);
        assertThat(seen).isEqualTo(newestFirst);
    }

    @Test
    void aCursorThatIsNoneIsSaidToBe() {
        assertThatThrownBy(() -> activities.list(someone().workspace(), new Page.Request(5, "nonsense")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("leave it out");
    }
}
