"""answers -- what DingTalk's robot endpoint says, in every wording it has been seen to use.

The service has changed its texts twice and its codes seldom: a sender that reads
the text alone breaks with the next change.  So the stand-in can speak all three.
"""
import json

ENGLISH, DESCRIPTION, CHINESE = range(3)
WORDINGS = ("english", "description", "chinese")


def _three(english, problem, remedy):
    """The same refusal in the three generations of texts."""
    return (
        english,
        f"description:{problem};solution:{remedy};",
        f"错误描述:{problem};解决方案:{remedy};",
    )


def _one(text):
    return (text, text, text)


# name: (errcode, texts by wording); {} takes what the refusal is about
ANSWERS = {
    "ok": (0, _one("ok")),
    "busy": (-1, _one("系统繁忙")),
    "throttled": (660026, _one("sending too many messages per minute")),
    "no_token": (40035, _one("缺少参数 access_token")),
    "no_json": (40035, _one("缺少参数 json")),
    "unknown_token": (300005, _one("token is not exist")),
    "not_post": (43002, _one("需要POST请求")),
    "content_type": (43004, _one("无效的HTTP HEADER Content-Type")),
    "no_such_path": (404, _one("请求的URI地址不存在")),
    "msgtype": (400105, _one("unsupported msgtype {}")),
    "no_title": (400402, _three("miss param : markdown->title", "参数 markdown --》 title 缺失，或者参数格式不正确",
                                "请对照文档补全参数")),
    "no_text": (400403, _three("miss param : markdown->text", "参数 markdown --》 text 缺失，或者参数格式不正确",
                               "请对照文档补全参数")),
    "no_field": (400403, _three("miss param : {}", "参数 {} 缺失，或者参数格式不正确", "请对照文档补全参数")),
    "too_long": (460101, _three("message too long, exceed 20000 bytes", " body 大小不合法",
                                "请保持大小在 20000bytes 以内")),
    "keywords": (310000, _three("keywords not in content", "关键词不匹配",
                                "请联系群管理员查看此机器人的关键词，并在发送的信息中包含此关键词")),
    "sign": (310000, _three("sign not match", "机器人发送签名不匹配",
                            "请确认签名和生成签名的时间戳必须都放在调用的网址中，请确认机器人的密钥加密和填写正确")),
    "timestamp": (310000, _three("invalid timestamp", "机器人发送签名过期",
                                 "签名生成时间和发送时间请保持在 timestampms 以内")),
    "ip": (310000, _three("ip {} not in whitelist", "ip {} 不在白名单中",
                          "请联系对应群的管理员，设置机器人安全ip地址段")),
}

TENGINE = """<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">
<html>
<head><title>{0}</title></head>
<body>
<center><h1>{0}</h1></center>
<hr/>Powered by DingTalk/1.0.0<hr><center>tengine</center>
</body>
</html>
"""


def errcode(name):
    return ANSWERS[name][0]


def text(name, wording=CHINESE, about=""):
    """The JSON body of the answer `name`."""
    code, texts = ANSWERS[name]
    return json.dumps({"errcode": code, "errmsg": texts[wording].format(about)}, ensure_ascii=False)


def html(title):
    """The page that the service's web server sends when the robot is not reached at all."""
    return TENGINE.format(title)


def x5():
    """The answer of the firewall before the service: no errcode in it."""
    return json.dumps({"status": 1111, "wait": 5, "source": "x5", "punish": "deny",
                       "uuid": "00000000000000000000000000000000"})
