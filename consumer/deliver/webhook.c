#include "consumer/deliver/webhook.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include "consumer/query.h"

static void percent_encode(char *into, const char *base64)
{
	for (; *base64; base64++) {
		if (strchr("+/=", *base64)) {
			into += sprintf(into, "%%%02X", (unsigned char)*base64);
		} else {
			*into++ = *base64;
		}
	}
	*into = '\0';
}

void webhook_signature(char into[WEBHOOK_SIGN], const char *secret, int64_t unix_ms)
{
	unsigned char mac[EVP_MAX_MD_SIZE], base64[64];
	unsigned int mac_len = 0;
	char *text = NULL;

	int len = asprintf(&text, "%" PRId64 "\n%s", unix_ms, secret);
	into[0] = '\0';
	if (len < 0) {
		return;
	}
	HMAC(EVP_sha256(), secret, (int)strlen(secret), (unsigned char *)text, (size_t)len, mac, &mac_len);
	EVP_EncodeBlock(base64, mac, (int)mac_len);
	percent_encode(into, (char *)base64);
	free(text);
}

static char *append(char *at, const char *data, size_t len)
{
	memcpy(at, data, len);
	return at + len;
}

char *webhook_sign(const char *url, const char *secret, int64_t unix_ms)
{
	char *signed_url = malloc(strlen(url) + WEBHOOK_SIGN + 64);
	if (!signed_url) {
		return NULL;
	}
	const char *query = query_begin(url);
	char *end = append(signed_url, url, strcspn(url, "?#")), separator = '?';
	struct errnotice_span parameter;

	while (query_next(&query, &parameter)) {
		if (parameter.len == 0 || query_is_named(parameter, "timestamp")
			|| query_is_named(parameter, "sign")) {
			continue;
		}
		*end++ = separator;
		end = append(end, parameter.data, parameter.len);
		separator = '&';
	}
	*end = '\0';
	if (*secret) {
		char sign[WEBHOOK_SIGN];
		webhook_signature(sign, secret, unix_ms);
		sprintf(end, "%ctimestamp=%" PRId64 "&sign=%s", separator, unix_ms, sign);
	}
	return signed_url;
}

static struct errnotice_span token_of(const char *url)
{
	return query_value(url, "access_token");
}

void webhook_key(char into[WEBHOOK_KEY], const char *url)
{
	unsigned char hash[EVP_MAX_MD_SIZE];
	struct errnotice_span token = token_of(url);
	if (token.len == 0) {
		token = errnotice_span_of(url);
	}
	EVP_Digest(token.data, token.len, hash, NULL, EVP_sha256(), NULL);
	for (int i = 0; i < WEBHOOK_KEY / 2; i++) {
		sprintf(into + 2 * i, "%02x", hash[i]);
	}
}

void webhook_redact(char *text, size_t len, const char *url)
{
	struct errnotice_span token = token_of(url);
	if (token.len == 0) {
		return;
	}
	char *end = text + len;
	for (char *at = text; (at = memmem(at, (size_t)(end - at), token.data, token.len)); at += token.len) {
		memset(at, '*', token.len);
	}
}
