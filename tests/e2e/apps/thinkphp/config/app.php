<?php

return [
    'with_route' => true,
    'default_timezone' => 'Asia/Shanghai',
    'exception_tmpl' => app()->getThinkPath() . 'tpl/think_exception.tpl',
    'error_message' => '页面错误！请稍后再试～',
    'show_error_msg' => false,
];
