package com.trulybot.integrations.core.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.trulybot.integrations.core.integration.Credentials.Field;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {
    private static final String LONG = "ck_0123456789abcdef";

    @Test
    void aSecretNeverShowsInText() {
        Secret secret = Secret.of(LONG);
        Credentials credentials = Credentials.of(Map.of(Field.API_KEY, secret));
        StoreProposal proposal = new StoreProposal(
                IntegrationFixture.WOO, "https://shop.example", Map.of(Field.API_KEY, secret), null, null, null);
        assertThat(secret).hasToString("[secret]");
        assertThat(List.of(credentials.toString(), proposal.toString()))
                .allSatisfy(
                        text -> assertThat(text).doesNotContain("0123456789").contains("[secret]"));
        assertThat(new SealedCredentials(Map.of(Field.API_KEY, "c2VhbGVk"), null))
                .hasToString("SealedCredentials[API_KEY]");
    }

    @Test
    void onlyExposeGivesItsText() {
        assertThat(Secret.of(LONG).expose()).isEqualTo(LONG);
        assertThat(Secret.of(" with spaces ").expose()).isEqualTo(" with spaces ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n", "\u2003"})
    void aBlankSecretIsRefused(String blank) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Secret.of(blank))
                .withMessage("a secret must not be blank");
    }

    @Test
    void secretsAreEqualByTheirWholeText() {
        assertThat(Secret.of(LONG)).isEqualTo(Secret.of(LONG)).hasSameHashCodeAs(Secret.of(LONG));
        assertThat(Secret.of(LONG))
                .isNotEqualTo(Secret.of(LONG + "0"))
                .isNotEqualTo(Secret.of("ck_0123456789abcdeF"))
                .isNotEqualTo(LONG)
                .isNotEqualTo(null);
    }

    @Test
    void aHashTellsNothingOfASecret() {
        assertThat(Secret.of("a").hashCode())
                .isEqualTo(Secret.of("b").hashCode())
                .isNotZero();
    }

    @Test
    void theHintIsTheLastFourOfLongSecretsOnly() {
        assertThat(Secret.of("0123456789abcdef").hint()).isEqualTo("…cdef");
        assertThat(Secret.of("0123456789abcde").hint()).isEqualTo("…");
    }

    @Test
    void theHintIsOfTheKeyThenTheTokenThenTheSecret() {
        Map<Field, Secret> secrets = new EnumMap<>(Field.class);
        secrets.put(Field.REFRESH_TOKEN, Secret.of("refresh-0123456789"));
        assertThat(Credentials.of(secrets).hint()).isEqualTo("…");
        secrets.put(Field.API_SECRET, Secret.of("secret-0123456-sss"));
        assertThat(Credentials.of(secrets).hint()).isEqualTo("…-sss");
        secrets.put(Field.ACCESS_TOKEN, Secret.of("token-01234567-ttt"));
        assertThat(Credentials.of(secrets).hint()).isEqualTo("…-ttt");
        secrets.put(Field.API_KEY, Secret.of("key-0123456789-kkk"));
        assertThat(Credentials.of(secrets).hint()).isEqualTo("…-kkk");
    }

    @Test
    void aSecretIsFoundByWhatItIsFor() {
        Instant end = Instant.parse("2026-11-04T00:00:00Z");
        Credentials credentials = new Credentials(Map.of(Field.ACCESS_TOKEN, Secret.of(LONG)), end);
        assertThat(credentials.get(Field.ACCESS_TOKEN)).contains(Secret.of(LONG));
        assertThat(credentials.require(Field.ACCESS_TOKEN)).isEqualTo(Secret.of(LONG));
        assertThat(credentials.accessTokenExpiresAt()).isEqualTo(end);
        assertThat(credentials.get(Field.API_KEY)).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> credentials.require(Field.API_KEY))
                .withMessage("the credentials hold no API_KEY");
    }

    @Test
    void whatWasGivenCanNotBeChangedAfterwards() {
        Map<Field, Secret> secrets = new EnumMap<>(Field.class);
        Credentials credentials = Credentials.of(secrets);
        StoreProposal proposal = new StoreProposal(IntegrationFixture.WOO, null, secrets, null, null, null);
        secrets.put(Field.API_KEY, Secret.of(LONG));
        assertThat(credentials.secrets()).isEmpty();
        assertThat(proposal.secrets()).isEmpty();
        Map<Field, String> texts = new EnumMap<>(Field.class);
        SealedCredentials sealed = new SealedCredentials(texts, null);
        texts.put(Field.API_KEY, "c2VhbGVk");
        assertThat(sealed).isEqualTo(SealedCredentials.NONE);
        assertThat(new SealedCredentials(texts, null).ciphertexts()).containsEntry(Field.API_KEY, "c2VhbGVk");
    }
}
