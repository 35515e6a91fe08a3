<?php

return ['think\exception\Handle' => app\ExceptionHandle::class];
