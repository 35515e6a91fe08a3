#include "consumer/deliver/lane.h"

bool lane_init(struct lane *lane, const struct conf_robot *robot, struct errnotice_err *err)
{
	*lane = (struct lane){.robot = robot};
	webhook_key(lane->key, robot->webhook);
	lane->zone = zone_open(robot->timezone, err);
	return lane->zone != NULL;
}

void lane_clear(struct lane *lane)
{
	zone_free(lane->zone);
	lane->zone = NULL;
}
