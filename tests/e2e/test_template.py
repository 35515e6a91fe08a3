"""A team's own words, from the file to the group."""
from e2e.shop import make_shop, told  # noqa: F401  (make_shop is a fixture)
from support.stream import event
from support.wait import wait_until

OWN = "### 出错了 ×{count} {code}\n\n> {message}\n\n[log](https://logs.example.com/{fp}/{host})\n\n{mention}请看\n"


def test_a_route_speaks_in_its_own_words(make_shop, tmp_path):
    own = tmp_path / "own.md"
    own.write_text(OWN, "utf-8")
    shop = make_shop(routes={"all": {"robot": "a", "mention": "13800138000", "repeat": "0s", "template": own}})
    its = event("shop", "ORDER_404", message="see [this](http://evil.example) @all", host="web 1/2", count=3)
    shop.put([its])
    message = shop.wait_messages(1)[0]
    assert message["title"] == "[test] shop ORDER_404 ×3 · new" and told(message) == 3
    assert message["text"] == (
        "### 出错了 ×3 ORDER\\_404\n\n> see \\[this\\]\\(http\\[:\\]//evil.example) ＠all\n\n"
        f"[log](https://logs.example.com/{its['fp']}/web%201%2F2)\n\n@13800138000 请看")
    assert message["mentions"]["rings"] == ["@13800138000"]

    own.write_text("## {head}\n{nothing}\n", "utf-8")
    shop.consumer.reload()
    wait_until(lambda: f"{own}:2:1: there is no {{nothing}}; there is:" in shop.consumer.log(), 20)
    shop.put([event("shop", "OTHER")])
    assert shop.wait_messages(2)[1]["text"].startswith("### 出错了 ×1 OTHER\n")

    own.write_text("## {head}\n", "utf-8")
    shop.consumer.reload()
    wait_until(lambda: shop.put([event("shop", "THIRD")]) or shop.messages()[-1]["text"].startswith("## "), 20, pause=0.5)
    wait_until(lambda: shop.consumer.metrics().check_law()["ingested_total"] > 4, 20)


def test_a_digest_has_lines_in_the_routes_own_words(make_shop, tmp_path):
    own = tmp_path / "own.md"
    own.write_text("[digest]\ncode **{code}** on {host}\n", "utf-8")
    shop = make_shop(routes={"own": {"apps": "own", "robot": "a", "template": own}, "rest": {"robot": "a"}})
    shop.put([event(app, f"N{i}", host="web_1") for i in range(10) for app in ("own", "other")], at_once=True)
    wait_until(lambda: sum(map(told, shop.messages())) == 20, 20)
    lines = [line for message in shop.messages() for line in message["text"].splitlines() if line.startswith("- ×")]
    assert "- ×1 code **N3** on web\\_1" in lines
    assert any(line.startswith("- ×1 other **N3** · new · ") for line in lines)
    shop.consumer.metrics().check_law()
